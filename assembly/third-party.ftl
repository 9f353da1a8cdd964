<#-- Written into the archive as doc/licenses/THIRD-PARTY.txt: one line for each third-party jar in lib/. -->
Third-party jars in lib/: file, coordinates, licence. The texts of the licences are next to this list.
Code of others that a jar contains is listed in the META-INF directory of that jar and in NOTICE.

<#list dependencyMap as entry>
<#assign artifact = entry.getKey()/>
${artifact.artifactId}-${artifact.version}.jar  ${artifact.groupId}:${artifact.artifactId}:${artifact.version}  <#list entry.getValue() as licence>${licence}<#sep>, </#list>
</#list>
