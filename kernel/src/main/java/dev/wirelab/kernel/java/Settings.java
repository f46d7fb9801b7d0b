package dev.wirelab.kernel.java;

import dev.wirelab.kernel.magic.Globs;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a kernelspec or the user's environment asks for, by the variables that IJava and JJava
/// have: `JJAVA_CLASSPATH` and so on, or `IJAVA_CLASSPATH`; for the compiler's options also by
/// `WIRELAB_COMPILER_OPTIONS`, which goes before.
///
/// @param classPath globs for jars and folders
/// @param scriptPaths globs for files of Java to run before the first cell
/// @param script Java to run before the first cell, behind those
/// @param timeout how long one statement may run, compiled as it is, as the variable has it; empty
///   for ever
/// @param seal what is kept from cells while marks are given
public record Settings(
    CompilerOptions compilerOptions,
    List<String> classPath,
    List<String> scriptPaths,
    String script,
    String timeout,
    Seal seal) {

  /// Nothing is asked for.
  public static final Settings NONE =
      new Settings(new CompilerOptions(List.of()), List.of(), List.of(), "", "", Seal.NONE);

  private static final String COMPILER_OPTIONS = "WIRELAB_COMPILER_OPTIONS";
  private static final String SEPARATOR = "\\Q" + File.pathSeparator + "\\E";
  private static final String TIMEOUT = "(-?\\d{1,15})(?:\\s*([A-Za-z]+))?";

  /// The settings of an environment.
  public static Settings of(Map<String, String> environment) {
    return new Settings(
        CompilerOptions.of(
            environment.getOrDefault(COMPILER_OPTIONS, value(environment, "COMPILER_OPTS"))),
        split(value(environment, "CLASSPATH"), SEPARATOR),
        split(value(environment, "STARTUP_SCRIPTS_PATH"), SEPARATOR),
        value(environment, "STARTUP_SCRIPT"),
        value(environment, "TIMEOUT"),
        Seal.of(environment));
  }

  /// One of the variables, whichever family it is of; blank if there is none.
  public static String value(Map<String, String> environment, String name) {
    var value = environment.getOrDefault("JJAVA_" + name, "").strip();
    return value.isEmpty() ? environment.getOrDefault("IJAVA_" + name, "").strip() : value;
  }

  private static List<String> split(String value, String separator) {
    return value.isEmpty() ? List.of() : List.of(value.split(separator));
  }

  /// How long one statement may take; empty for as long as it likes.
  ///
  /// @throws IllegalArgumentException if it is no duration
  Optional<Duration> limit() {
    if (timeout.isEmpty()) {
      return Optional.empty();
    }
    var parts = Pattern.compile(TIMEOUT).matcher(timeout);
    if (!parts.matches()) {
      throw noDuration();
    }
    long amount = Long.parseLong(parts.group(1));
    var unit = Optional.ofNullable(parts.group(2)).map(this::unit).orElse(TimeUnit.MILLISECONDS);
    return amount < 1 ? Optional.empty() : Optional.of(Duration.of(amount, unit.toChronoUnit()));
  }

  private TimeUnit unit(String name) {
    return Stream.of(TimeUnit.values())
        .filter(unit -> unit.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(this::noDuration);
  }

  private IllegalArgumentException noDuration() {
    return new IllegalArgumentException(
        "JJAVA_TIMEOUT is '%s', and not milliseconds or a number and a unit: 30 SECONDS"
            .formatted(timeout));
  }

  /// The class path's entries.
  List<Path> classPathEntries() {
    return classPath.stream().flatMap(glob -> Globs.paths(glob).stream()).toList();
  }

  /// The files of Java to run.
  List<Path> scripts() {
    return scriptPaths.stream().flatMap(glob -> Globs.paths(glob).stream()).toList();
  }

  /// Whether something is to be done before the first cell.
  boolean wantsStart() {
    return !(compilerOptions.words().isEmpty()
        && timeout.isEmpty()
        && classPath.isEmpty()
        && scriptPaths.isEmpty()
        && script.isEmpty());
  }
}
