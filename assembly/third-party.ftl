<#-- Written into the archive as doc/licenses/THIRD-PARTY.txt: one line for each jar in lib/ that is not ours. -->
Third-party jars in lib/: file, coordinates, licence. The texts of the licences lie beside this list.
What a jar bundles of others is named in the META-INF directory of that jar and in NOTICE.

<#list dependencyMap as entry>
<#assign artifact = entry.getKey()/>
${artifact.artifactId}-${artifact.version}.jar  ${artifact.groupId}:${artifact.artifactId}:${artifact.version}  <#list entry.getValue() as licence>${licence}<#sep>, </#list>
</#list>
