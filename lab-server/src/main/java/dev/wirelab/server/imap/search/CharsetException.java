package dev.wirelab.server.imap.search;

/// The client wants to search in a charset that is not known here (RFC 3501, 6.4.4, "BADCHARSET").
public final class CharsetException extends Exception {

  private static final long serialVersionUID = 1L;

  CharsetException() {
    super("Search texts are in US-ASCII or UTF-8", null, false, false);
  }
}
