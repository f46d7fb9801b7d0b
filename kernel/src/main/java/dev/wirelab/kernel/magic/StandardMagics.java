package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.extension.LineMagic;
import dev.wirelab.kernel.extension.Workspace;
import java.util.List;
import java.util.function.Consumer;

/// The magics of every notebook, under all the names that IJava and JJava have for them.
public final class StandardMagics {

  private StandardMagics() {}

  /// Offers them.
  ///
  /// @param onShutdown takes what must be closed when the kernel ends
  public static void offer(Magics magics, Workspace workspace, Consumer<AutoCloseable> onShutdown) {
    var classPath = new ClassPathMagic(workspace, false);
    lines(magics, classPath, "classpath", "addClasspath");
    lines(magics, new ClassPathMagic(workspace, true), "jars", "addJar");
    magics.offerLine("load", new LoadMagic(workspace));
    var time = new TimeMagic(workspace);
    magics.offerLine("time", time);
    magics.offerCell("time", time.ofCell());

    var listing = new ListingMagics(magics);
    lines(magics, described("\nLists the magics there are.", listing::list), "lsmagic");
    lines(
        magics,
        described("[NAME …]\nSays what magics do, or all about some.", listing::help),
        "help");

    var declared = new DeclarationMagics(workspace);
    lines(
        magics,
        described(
            "[TYPE …]\nLists the names of the variables, or of those of some types.",
            declared::who),
        "who");
    lines(
        magics,
        described(
            "[NAME …]\nLists the variables with their types and values.", declared::variables),
        "vars");
    lines(
        magics,
        described("\nLists the imports, those of every notebook first.", declared::imports),
        "imports");
    lines(
        magics,
        described(
            "[-f]\nForgets all that cells declared and imported; asks before, but for -f. The class path stays.",
            declared::reset),
        "reset");

    var maven = new MavenMagics(workspace, onShutdown);
    lines(
        magics,
        described(MavenMagics.ADD_HELP, maven::add),
        "maven",
        "addMavenDependency",
        "addMavenDependencies");
    lines(magics, described(MavenMagics.DEPENDENCIES_HELP, maven::dependencies), "dependencies");
    lines(
        magics,
        described(MavenMagics.REPOSITORY_HELP, maven::repository),
        "mavenRepo",
        "addMavenRepo");
    lines(magics, described(MavenMagics.POM_HELP, maven::loadPom), "loadFromPOM");
    magics.offerCell("loadFromPOM", maven.ofCell());
  }

  private static void lines(Magics magics, LineMagic magic, String... names) {
    for (var name : names) {
      magics.offerLine(name, magic);
    }
  }

  private static LineMagic described(String help, LineMagic magic) {
    return new LineMagic() {
      @Override
      public Object run(List<String> arguments, String line) throws Exception {
        return magic.run(arguments, line);
      }

      @Override
      public String help() {
        return help;
      }
    };
  }
}
