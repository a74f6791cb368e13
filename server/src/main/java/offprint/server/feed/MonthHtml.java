package offprint.server.feed;

/** Writes a month as an HTML table, without a template because every dated list has one. */
final class MonthHtml {
  private static final String HEAD =
      "</a></caption><thead><tr><th scope=\"col\"><span class=\"unseen\">Week</span></th>"
          + "<th scope=\"col\" abbr=\"Monday\">M</th><th scope=\"col\" abbr=\"Tuesday\">T</th>"
          + "<th scope=\"col\" abbr=\"Wednesday\">W</th><th scope=\"col\" abbr=\"Thursday\">T</th>"
          + "<th scope=\"col\" abbr=\"Friday\">F</th><th scope=\"col\" abbr=\"Saturday\">S</th>"
          + "<th scope=\"col\" abbr=\"Sunday\">S</th></tr></thead><tbody>";

  private final StringBuilder html = new StringBuilder(8_000);

  private MonthHtml() {}

  static String of(Month month) {
    MonthHtml table = new MonthHtml();
    table.html.append("<table class=\"month\"><caption><a href=\"").append(month.url());
    table.html.append("\">").append(month.title()).append(HEAD);
    month.weeks().forEach(table::week);
    return table.html.append("</tbody></table>").toString();
  }

  private void week(Month.Week week) {
    String number = week.key().substring(week.key().indexOf("-W") + 2);
    html.append("<tr><th scope=\"row\"><a href=\"/papers/week/").append(week.key());
    html.append("\" aria-label=\"Week ").append(week.key()).append("\">").append(number);
    html.append("</a></th>");
    week.days().forEach(this::day);
    html.append("</tr>\n");
  }

  private void day(Month.Cell cell) {
    html.append(cell.current() ? "<td class=\"now\">" : "<td>");
    if (cell.papers() > 0) {
      String spoken = cell.spoken();
      html.append("<a class=\"l").append(cell.level()).append("\" href=\"/papers/date/");
      html.append(cell.day()).append("\" title=\"").append(spoken).append("\" aria-label=\"");
      html.append(spoken).append(cell.current() ? "\" aria-current=\"date\"><b>" : "\"><b>");
      html.append(cell.number()).append("</b><i>").append(cell.papers()).append("</i></a>");
    } else if (cell.number() > 0) {
      html.append("<span>").append(cell.number()).append("</span>");
    }
    html.append("</td>");
  }
}
