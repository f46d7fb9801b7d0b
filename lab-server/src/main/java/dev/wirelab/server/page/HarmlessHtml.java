package dev.wirelab.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/// HTML that came in a mail, made harmless: text and its structure stay, all that runs, loads,
/// leads elsewhere or dresses up goes. A link's address stands behind it, an image's description in
/// its place.
final class HarmlessHtml {

  private static final String STYLE =
      ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;"
          + "overflow-wrap:anywhere}table{border-collapse:collapse}td,th{padding:.2em .5em}";

  /// Even if something were left, the browser would not run or load it.
  static final String POLICY =
      "sandbox; default-src 'none'; style-src '"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final Safelist SAFE =
      Safelist.relaxed()
          .addTags("hr", "s", "del", "ins", "address", "main", "section", "article")
          .addAttributes("img", "alt")
          .removeProtocols("a", "href", "ftp");

  private HarmlessHtml() {}

  /// The document to show.
  static String of(String html) {
    var clean = clean(html);
    var page = Document.createShell("");
    page.title("A message's HTML, made harmless");
    page.head().appendElement("meta").attr("charset", "utf-8");
    page.head().appendElement("style").appendChild(new DataNode(STYLE));
    page.body().append(clean.body().html());
    return "<!doctype html>\n" + page.outerHtml();
  }

  /// What a person would read of it.
  static String text(String html) {
    return clean(html).body().wholeText().strip();
  }

  private static Document clean(String html) {
    var clean = new Cleaner(SAFE).clean(Jsoup.parse(html));
    for (var image : clean.select("img")) {
      image.replaceWith(new TextNode("[image: " + image.attr("alt") + "]"));
    }
    for (var link : clean.select("a")) {
      var address = link.attr("href");
      link.clearAttributes();
      if (!address.isEmpty() && !address.equals(link.text())) {
        link.appendText(" <" + address + ">");
      }
      link.tagName("u");
    }
    return clean;
  }

  private static String sha256(String style) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
