package offprint.kernels.table;

/** Texts that stand for no value: blank, NA, N/A, NaN, null, ? and -, in any case. */
final class Missing {
  private Missing() {}

  static boolean is(Slice cell) {
    byte[] text = cell.bytes;
    int from = cell.from;
    return switch (cell.length()) {
      case 0 -> true;
      case 1 -> text[from] == '-' || text[from] == '?' || text[from] == '.';
      case 2 -> says(cell, "na") || says(cell, "--");
      case 3 -> says(cell, "n/a") || says(cell, "nan") || says(cell, "n.a");
      case 4 ->
          says(cell, "null") || says(cell, "#n/a") || says(cell, "n.a.") || says(cell, "none");
      default -> false;
    };
  }

  private static boolean says(Slice cell, String word) {
    for (int i = 0; i < word.length(); i++) {
      int c = cell.bytes[cell.from + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
