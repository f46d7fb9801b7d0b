package dev.wirelab.kernel.display;

import java.util.List;

/// A table of HTML, in which everything is escaped.
///
/// It uses what JupyterLab leaves of an output whose notebook is not trusted: semantic tags,
/// `scope`, and `style`. It sets no colour, so that light and dark themes suit it.
final class Table {

  /// JupyterLab sets every cell flush right, which suits numbers and nothing else.
  private static final String TEXT =
      " style=\"text-align: left; vertical-align: top; white-space: pre-wrap\"";

  private static final String NUMBER = " style=\"vertical-align: top\"";

  private final StringBuilder html = new StringBuilder("<table>\n<caption>");
  private final int width;

  /// Its caption, and the heads of its columns, the column of the rows' heads included.
  Table(String caption, List<String> columns) {
    width = columns.size();
    html.append(HTML.escape(caption)).append("</caption>\n<thead><tr>");
    columns.forEach(column -> head("col", column));
    html.append("</tr></thead>\n<tbody>\n");
  }

  /// Begins a row, with the cell that names it.
  Table row(String head) {
    return row().head("row", head);
  }

  /// Begins a row that has no name.
  Table row() {
    html.append("<tr>");
    return this;
  }

  Table endRow() {
    html.append("</tr>\n");
    return this;
  }

  /// A cell.
  ///
  /// @param text how the value reads
  Table cell(Object value, String text) {
    html.append("<td").append(value instanceof Number ? NUMBER : TEXT).append('>');
    html.append(HTML.escape(text)).append("</td>");
    return this;
  }

  /// Cells, and nothing where the row ends before the table does.
  Table cells(List<Object> values, List<String> texts) {
    for (int i = 0; i < values.size(); i++) {
      cell(values.get(i), texts.get(i));
    }
    return this;
  }

  /// The whole table.
  ///
  /// @param rest what is not in it; may be empty
  String end(String rest) {
    html.append("</tbody>\n");
    if (!rest.isEmpty()) {
      html.append("<tfoot><tr><td colspan=\"").append(width).append('"').append(TEXT);
      html.append(">… ").append(HTML.escape(rest)).append("</td></tr></tfoot>\n");
    }
    return html.append("</table>").toString();
  }

  private Table head(String scope, String text) {
    html.append("<th scope=\"").append(scope).append('"').append(TEXT).append('>');
    html.append(HTML.escape(text)).append("</th>");
    return this;
  }
}
