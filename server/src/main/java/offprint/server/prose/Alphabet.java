package offprint.server.prose;

/** Letters and digits in the alphabets that mathematics distinguishes. */
enum Alphabet {
  ITALIC(0, 0, 0, ""),
  UPRIGHT(0, 0, 0, ""),
  BOLD(0x1d400, 0x1d41a, 0x1d7ce, ""),
  SANS(0x1d5a0, 0x1d5ba, 0x1d7e2, ""),
  MONO(0x1d670, 0x1d68a, 0x1d7f6, ""),
  SCRIPT(0x1d49c, 0x1d4b6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
  FRAKTUR(0x1d504, 0x1d51e, 0, "CℭHℌIℑRℜZℨ"),
  DOUBLE(0x1d538, 0x1d552, 0x1d7d8, "CℂHℍNℕPℙQℚRℝZℤ");

  private static final int BOLD_ALPHA = 0x1d6a8;
  private static final int BOLD_SMALL_ALPHA = 0x1d6c2;

  private final int capital;
  private final int small;
  private final int digit;

  /** Exceptions: plain letters, each followed by its character outside the alphabet's block. */
  private final String older;

  Alphabet(int capital, int small, int digit, String older) {
    this.capital = capital;
    this.small = small;
    this.digit = digit;
    this.older = older;
  }

  /** The character in this alphabet; {@code plain} itself if the alphabet lacks it. */
  String of(char plain) {
    int known = plain < 128 ? older.indexOf(plain) : -1;
    int code = plain;
    if (known >= 0) {
      code = older.charAt(known + 1);
    } else if (plain >= 'A' && plain <= 'Z' && capital > 0) {
      code = capital + plain - 'A';
    } else if (plain >= 'a' && plain <= 'z' && small > 0) {
      code = small + plain - 'a';
    } else if (plain >= '0' && plain <= '9' && digit > 0) {
      code = digit + plain - '0';
    } else if (this == BOLD && plain >= 'Α' && plain <= 'Ω') {
      code = BOLD_ALPHA + plain - 'Α';
    } else if (this == BOLD && plain >= 'α' && plain <= 'ω') {
      code = BOLD_SMALL_ALPHA + plain - 'α';
    }
    return Character.toString(code);
  }
}
