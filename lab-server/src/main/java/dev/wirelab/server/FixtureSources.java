package dev.wirelab.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where fixtures lie.
final class FixtureSources {

  private FixtureSources() {}

  /// In the server's own jar.
  ///
  /// @param folder beginning with a slash, ending without
  record Resources(String folder) implements FixtureFile.Source {

    @Override
    public String name(String file) {
      return folder.substring(1) + "/" + file;
    }

    @Override
    public byte[] read(String file) throws IOException {
      try (var in = FixtureSources.class.getResourceAsStream(folder + "/" + file)) {
        if (in == null) {
          throw new FileNotFoundException(name(file));
        }
        return in.readAllBytes();
      }
    }
  }

  /// In a folder.
  record Folder(Path folder) implements FixtureFile.Source {

    @Override
    public String name(String file) {
      return folder.resolve(file).toString();
    }

    @Override
    public byte[] read(String file) throws IOException {
      return Files.readAllBytes(folder.resolve(file));
    }
  }
}
