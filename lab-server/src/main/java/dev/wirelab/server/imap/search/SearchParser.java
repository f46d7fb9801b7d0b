package dev.wirelab.server.imap.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.imap.search.SearchKey.When;
import dev.wirelab.server.imap.syntax.ImapDates;
import dev.wirelab.server.imap.syntax.Scanner;
import dev.wirelab.server.imap.syntax.SyntaxException;
import dev.wirelab.server.store.ImapFlags;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads search keys (RFC 3501, 9: "search-key").
final class SearchParser {

  private final Scanner in;
  private final String charset;

  SearchParser(Scanner in, String charset) {
    this.in = in;
    this.charset = charset;
  }

  /// Keys up to the end or a bracket, all of which must be true.
  SearchKey keys() throws SyntaxException {
    var keys = new ArrayList<SearchKey>();
    do {
      keys.add(key());
    } while (in.skip(' '));
    return and(keys);
  }

  private static SearchKey and(List<SearchKey> keys) {
    // What costs least first: often the rest need not be asked.
    return keys.size() == 1
        ? keys.getFirst()
        : new SearchKey.And(
            keys.stream().sorted(Comparator.comparingInt(SearchKey::cost)).toList());
  }

  private SearchKey key() throws SyntaxException {
    in.enter();
    try {
      if (in.sees('(')) {
        return and(in.list(false, this::key));
      }
      if (in.seesDigit() || in.sees('*')) {
        return new SearchKey.Sequence(in.sequenceSet());
      }
      return named(in.keyword("a search key"));
    } finally {
      in.leave();
    }
  }

  private SearchKey named(String name) throws SyntaxException {
    return switch (name) {
      case "ALL" -> new SearchKey.All();
      case "ANSWERED" -> new SearchKey.Flag(ImapFlags.ANSWERED);
      case "DELETED" -> new SearchKey.Flag(ImapFlags.DELETED);
      case "DRAFT" -> new SearchKey.Flag(ImapFlags.DRAFT);
      case "FLAGGED" -> new SearchKey.Flag(ImapFlags.FLAGGED);
      case "RECENT" -> new SearchKey.Flag(ImapFlags.RECENT);
      case "SEEN" -> new SearchKey.Flag(ImapFlags.SEEN);
      case "UNANSWERED" -> not(ImapFlags.ANSWERED);
      case "UNDELETED" -> not(ImapFlags.DELETED);
      case "UNDRAFT" -> not(ImapFlags.DRAFT);
      case "UNFLAGGED" -> not(ImapFlags.FLAGGED);
      case "UNSEEN" -> not(ImapFlags.SEEN);
      case "OLD" -> not(ImapFlags.RECENT);
      case "NEW" ->
          new SearchKey.And(List.of(new SearchKey.Flag(ImapFlags.RECENT), not(ImapFlags.SEEN)));
      default -> {
        in.space();
        yield withArgument(name);
      }
    };
  }

  private SearchKey withArgument(String name) throws SyntaxException {
    return switch (name) {
      case "KEYWORD" -> new SearchKey.Flag(in.atom());
      case "UNKEYWORD" -> not(in.atom());
      case "BEFORE" -> new SearchKey.Received(When.BEFORE, date());
      case "ON" -> new SearchKey.Received(When.ON, date());
      case "SINCE" -> new SearchKey.Received(When.SINCE, date());
      case "SENTBEFORE" -> new SearchKey.Sent(When.BEFORE, date());
      case "SENTON" -> new SearchKey.Sent(When.ON, date());
      case "SENTSINCE" -> new SearchKey.Sent(When.SINCE, date());
      case "LARGER" -> new SearchKey.Larger(in.number());
      case "SMALLER" -> new SearchKey.Smaller(in.number());
      case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Field(name, text());
      case "HEADER" -> {
        var field = in.astring();
        in.space();
        yield new SearchKey.Field(field, text());
      }
      case "BODY" -> new SearchKey.Body(text());
      case "TEXT" -> new SearchKey.Text(text());
      case "UID" -> new SearchKey.Uid(in.sequenceSet());
      case "MODSEQ" -> modSequence();
      case "NOT" -> new SearchKey.Not(key());
      case "OR" -> {
        var one = key();
        in.space();
        yield new SearchKey.Or(one, key());
      }
      default -> throw in.expected("behind a search key (RFC 3501, 6.4.4)");
    };
  }

  /// Changes are counted for a message, not for each flag: which one is meant makes no difference
  /// (RFC 7162, 3.1.5).
  private SearchKey modSequence() throws SyntaxException {
    if (in.sees('"')) {
      if (!in.string().startsWith("/flags/")) {
        throw in.expected("\"/flags/...\" before this (RFC 7162, 3.1.5)");
      }
      in.space();
      if (!List.of("ALL", "PRIV", "SHARED").contains(in.keyword("all, priv or shared"))) {
        throw in.expected("all, priv or shared before this (RFC 7162, 3.1.5)");
      }
      in.space();
    }
    return new SearchKey.ModSequence(in.modSequence());
  }

  private static SearchKey not(String flag) {
    return new SearchKey.Not(new SearchKey.Flag(flag));
  }

  private LocalDate date() throws SyntaxException {
    return ImapDates.date(in.astring());
  }

  private SearchText text() throws SyntaxException {
    var octets = in.astring().getBytes(ISO_8859_1);
    for (byte octet : octets) {
      if (octet < 0 && charset.equals("US-ASCII")) {
        throw new SyntaxException(
            "A text with other than ASCII needs CHARSET UTF-8 before the keys (RFC 3501, 6.4.4)");
      }
    }
    try {
      return SearchText.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      throw new SyntaxException("A search text is not the UTF-8 that CHARSET announces");
    }
  }
}
