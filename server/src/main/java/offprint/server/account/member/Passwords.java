package offprint.server.account.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import offprint.engine.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with 19 MiB, two passes, one lane and a salt of 16 bytes, the minimum that OWASP
 * recommends. At most one digest per processor is computed at once, so that sign-ins cannot exhaust
 * memory.
 */
@Component
final class Passwords implements PasswordEncoder {
  static final int SHORTEST = 12;
  static final int LONGEST = 128;

  private final PasswordEncoder encoder;
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  @Autowired
  Passwords() {
    this(new Argon2PasswordEncoder(16, 32, 1, 19_456, 2));
  }

  Passwords(PasswordEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence raw) {
    turns.acquireUninterruptibly();
    try {
      return encoder.encode(raw);
    } finally {
      turns.release();
    }
  }

  @Override
  public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
    turns.acquireUninterruptibly();
    try {
      return raw != null && raw.length() <= LONGEST && encoder.matches(raw, encoded);
    } finally {
      turns.release();
    }
  }

  /** Digest of a password that {@link #faults} accepts. */
  String digest(String password) {
    return String.valueOf(encode(password));
  }

  /** What is wrong with a new password. */
  static List<Fault> faults(String field, String password, String name) {
    List<Fault> faults = new ArrayList<>();
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || password.length() > LONGEST) {
      faults.add(
          new Fault(
              field,
              "%s must have from %d to %d characters: got %d"
                  .formatted(field, SHORTEST, LONGEST, length)));
    } else if (password.codePoints().distinct().count() < 5) {
      faults.add(new Fault(field, field + " must have at least 5 different characters"));
    } else if (password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
      faults.add(new Fault(field, field + " must not contain the name of the account"));
    } else if (PasswordStrength.is(password)) {
      faults.add(
          new Fault(
              field,
              "%s must have at least %d characters that are no keyboard row, sequence, year,"
                      .formatted(field, PasswordStrength.LEAST)
                  + " repetition or very common word"));
    }
    return faults;
  }
}
