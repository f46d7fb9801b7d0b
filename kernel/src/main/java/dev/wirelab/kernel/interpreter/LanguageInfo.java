package dev.wirelab.kernel.interpreter;

/// The `language_info` of a `kernel_info_reply`, and the banner of consoles.
///
/// @param name the language, as front ends compare it: `java`
/// @param version of the language
/// @param mimeType of a cell
/// @param fileExtension with its dot
/// @param banner greeting of a console
public record LanguageInfo(
    String name, String version, String mimeType, String fileExtension, String banner) {}
