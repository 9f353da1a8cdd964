package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/site} makes the documentation's web site; its build checks all links. */
class SiteIT {
  private static final Path SITE = ProjectFiles.target().resolve("site");

  @TempDir Path folder;

  @BeforeAll
  static void build() {
    Program.require("npm");
    Program.Finished built = Program.run(ProjectFiles.root(), "bin/site");
    Program.require(!built.output().contains("npm error network"), built.output());
    assertThat(built.status()).as(built.output()).isZero();
  }

  @Test
  void everyPageOfTheDocsIsThereForPeopleAndForPrograms() {
    List<Path> pages =
        ProjectFiles.tree(ProjectFiles.root().resolve("docs"), ".md").stream()
            .map(page -> ProjectFiles.root().relativize(page))
            .toList();
    String list = ProjectFiles.read(SITE.resolve("llms.txt"));

    assertThat(pages).hasSizeGreaterThan(20);
    for (Path page : pages) {
      String name = page.toString();
      assertThat(SITE.resolve(name.replaceAll("md$", "html"))).exists();
      assertThat(SITE.resolve(name)).hasSameTextualContentAs(page);
      assertThat(list).containsPattern("\\(/\\Q" + name + "\\E\\): \\S");
    }
  }

  @Test
  void searchKnowsTheSettings() {
    Path index =
        ProjectFiles.list(SITE.resolve("assets/chunks"))
            .filter(file -> file.getFileName().toString().startsWith("@localSearchIndex"))
            .findFirst()
            .orElseThrow();

    assertThat(ProjectFiles.read(index)).contains("sqs.queue.url", "SQS-001");
  }

  @Test
  void brokenLinksFailTheBuild() {
    ProjectFiles.write(folder.resolve("a.html"), "<a href='#x'></a><h1 id=\"top\">A</h1>");
    ProjectFiles.write(
        folder.resolve("b.html"), "<a href=\"/a.html#top\"></a><a href=\"https://a.b/c\"></a>");
    assertThat(check().status()).isZero();

    ProjectFiles.write(
        folder.resolve("c.html"),
        "<a href=\"/a.html#no\"></a><img alt=\"\" src=\"no.png\"><a href=\"no.html\"></a>");
    Program.Finished broken = check();
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.output()).contains("c.html: /a.html#no", "c.html: no.png", "c.html: no.html");
  }

  private Program.Finished check() {
    String script = "import { checkLinks } from './output.mjs'; checkLinks(process.argv[1])";
    return Program.run(
        ProjectFiles.target().resolve("site-build"),
        "node",
        "--input-type=module",
        "--eval",
        script,
        folder.toString());
  }
}
