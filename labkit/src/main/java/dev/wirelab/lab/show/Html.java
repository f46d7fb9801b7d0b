package dev.wirelab.lab.show;

import dev.wirelab.kernel.display.HTML;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;

/// A piece of HTML, in which everything that came from outside is escaped.
///
/// It uses only what JupyterLab leaves of an output whose notebook is not trusted yet: semantic
/// tags, classes, `scope`, and `style` without variables. It sets no colour, so both themes suit
/// it.
public final class Html {

  /// JupyterLab sets every table cell flush right, which no line of text wants.
  private static final String LEFT = " style=\"text-align: left; vertical-align: top\"";

  private static final Safelist SAFE =
      Safelist.basic().addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr", "div");

  private final StringBuilder html = new StringBuilder();

  /// Text as it reads, in no danger of being taken for tags.
  public static String escape(String text) {
    return HTML.escape(text);
  }

  /// A table's beginning: its caption and the heads of its columns.
  public Html table(String styleClass, String caption, List<String> columns) {
    html.append("<table class=\"").append(styleClass).append("\">\n<caption>");
    html.append(escape(caption)).append("</caption>\n<thead><tr>");
    for (var column : columns) {
      html.append("<th scope=\"col\"").append(LEFT).append('>');
      html.append(escape(column)).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    return this;
  }

  public Html endTable() {
    html.append("</tbody>\n</table>\n");
    return this;
  }

  /// A row's beginning, with the cell that names it.
  public Html row(String styleClass, String head) {
    html.append("<tr class=\"").append(styleClass).append("\"><th scope=\"row\"").append(LEFT);
    html.append('>').append(escape(head)).append("</th>");
    return this;
  }

  public Html endRow() {
    html.append("</tr>\n");
    return this;
  }

  /// A cell of text.
  public Html cell(String text) {
    return cell(new Html().text(text));
  }

  /// A cell of anything.
  public Html cell(Html content) {
    html.append("<td").append(LEFT).append('>').append(content).append("</td>");
    return this;
  }

  public Html text(String text) {
    html.append(escape(text));
    return this;
  }

  /// Text in letters of equal width, every space kept.
  public Html code(String text) {
    html.append("<code style=\"white-space: pre-wrap\">").append(escape(text)).append("</code>");
    return this;
  }

  /// Lines in letters of equal width.
  public Html lines(String text) {
    html.append("<pre style=\"white-space: pre-wrap\">").append(escape(text)).append("</pre>");
    return this;
  }

  /// A remark in smaller letters.
  public Html remark(String text) {
    html.append("<small>").append(escape(text)).append("</small>");
    return this;
  }

  public Html paragraph(String text) {
    html.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  /// A list; nothing, if there is nothing in it.
  public Html items(List<String> items) {
    if (!items.isEmpty()) {
      html.append("<ul>");
      items.forEach(item -> html.append("<li>").append(escape(item)).append("</li>"));
      html.append("</ul>\n");
    }
    return this;
  }

  /// @param address where it leads: of the web, or a file beside the notebook
  public Html link(String address, String text) {
    html.append("<a href=\"").append(escape(address)).append("\">");
    html.append(escape(text)).append("</a>");
    return this;
  }

  /// A place in an RFC, as a link: `RFC 5321 4.1.1.4`. Anything else stays text.
  public Html reference(String rfc) {
    var place = Rfc.parse(rfc);
    if (place.isEmpty()) {
      return text(rfc);
    }
    return link(place.get().address(), place.get().toString());
  }

  /// HTML from elsewhere, of which only what formats text is left: no script, no style, no picture,
  /// no form, no link but to the web.
  public Html sanitised(String foreign) {
    html.append("<div>").append(Jsoup.clean(foreign, SAFE)).append("</div>\n");
    return this;
  }

  public Html append(Html content) {
    html.append(content);
    return this;
  }

  /// Something that unfolds.
  public Html details(String summary, boolean open, Html content) {
    html.append(open ? "<details open=\"open\">" : "<details>");
    html.append("<summary>").append(escape(summary)).append("</summary>");
    html.append(content).append("</details>");
    return this;
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
