package dev.wirelab.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The text of a fixture taken apart: sections in brackets, `key = value` below them, `#` for
/// remarks. Everything remembers its line, so that whoever finds fault can say where.
///
/// No server starts before its fixture is read, by this, [FixtureReader], [FixtureMail] and
/// [FixtureValues]: so they do with loops what every fixture needs, see
/// [dev.wirelab.server.net.Service].
///
/// @param name what the file is called in messages
record FixtureFile(String name, List<Section> sections) {

  /// A section.
  ///
  /// @param kind the first word in the brackets
  /// @param about the words after it
  record Section(String file, int line, String kind, String about, Map<String, Entry> entries) {

    FixtureException fault(String what) {
      return new FixtureException(file + ":" + line + ": " + what);
    }

    Optional<Entry> entry(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    boolean has(String key) {
      return entries.containsKey(key);
    }

    Entry required(String key) {
      var entry = entries.get(key);
      if (entry == null) {
        throw fault("[" + title() + "] needs a line '" + key + " = ...'");
      }
      return entry;
    }

    String title() {
      return about.isEmpty() ? kind : kind + " " + about;
    }
  }

  /// A value and where it stands.
  record Entry(String file, int line, String key, String value) {

    FixtureException fault(String what) {
      return new FixtureException(file + ":" + line + ": " + key + ": " + what);
    }
  }

  /// Where the fixture's files come from.
  interface Source {

    /// What a file is called in messages.
    String name(String file);

    /// @throws IOException if there is no such file or it cannot be read
    byte[] read(String file) throws IOException;
  }

  static FixtureFile read(Source source, String file) {
    var name = source.name(file);
    String text;
    try {
      text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source.read(file))).toString();
    } catch (CharacterCodingException e) {
      throw new FixtureException(name + ": not a text in UTF-8", e);
    } catch (NoSuchFileException e) {
      throw new FixtureException(name + ": there is no such file", e);
    } catch (IOException e) {
      throw new FixtureException(name + ": cannot be read (" + e + ")", e);
    }
    return new FixtureFile(name, sections(name, text.split("\n")));
  }

  private static List<Section> sections(String name, String[] lines) {
    var sections = new ArrayList<Section>();
    for (int i = 0; i < lines.length; i++) {
      int number = i + 1;
      var line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        sections.add(section(name, number, line));
        continue;
      }
      if (sections.isEmpty()) {
        throw new FixtureException(name + ":" + number + ": a [section] must come first");
      }
      var entry = entry(name, number, line);
      if (sections.getLast().entries().putIfAbsent(entry.key(), entry) != null) {
        throw entry.fault("stands there twice in [" + sections.getLast().title() + "]");
      }
    }
    return List.copyOf(sections);
  }

  private static Section section(String name, int number, String line) {
    var title = line.substring(1, line.length() - (line.endsWith("]") ? 1 : 0)).strip();
    if (!line.endsWith("]") || title.isEmpty()) {
      throw new FixtureException(
          name + ":" + number + ": a section has the form [kind] or [kind name]");
    }
    var words = words(title);
    return new Section(
        name, number, words[0], words.length == 1 ? "" : words[1], new LinkedHashMap<>());
  }

  /// The first word, and the rest behind the blanks that follow it, if there is any.
  static String[] words(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return new String[] {text.substring(0, i), text.substring(i).strip()};
      }
    }
    return new String[] {text};
  }

  private static Entry entry(String name, int number, String line) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      throw new FixtureException(
          name + ":" + number + ": neither a [section] nor 'key = value' nor '# a remark'");
    }
    return new Entry(
        name, number, line.substring(0, equals).strip(), line.substring(equals + 1).strip());
  }
}
