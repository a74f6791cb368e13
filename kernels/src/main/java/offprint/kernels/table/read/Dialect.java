package offprint.kernels.table.read;

import java.nio.charset.StandardCharsets;

/**
 * How cells are set apart.
 *
 * @param delimiter text between cells
 * @param runs true if several delimiters (and tabs) in a row are one, as in aligned columns
 * @param quote the quotation mark; 0 if there is none
 * @param backslash true if a backslash escapes a quotation mark, false if doubling it does
 */
record Dialect(String delimiter, boolean runs, char quote, boolean backslash) {
  byte[] delimiterBytes() {
    return delimiter.getBytes(StandardCharsets.UTF_8);
  }

  String delimiterName() {
    return switch (delimiter) {
      case "," -> "comma";
      case ";" -> "semicolon";
      case "\t" -> "tab";
      case " " -> runs ? "spaces" : "space";
      case "  " -> "two or more spaces";
      case "|" -> "bar";
      default -> "'" + delimiter + "'";
    };
  }
}
