package offprint.server.account;

import org.jspecify.annotations.Nullable;

/**
 * Who may come in.
 *
 * @param access null for what the address listened on suggests: {@link Access#OPEN} where only this
 *     machine reaches the server, else {@link Access#ACCOUNTS}
 * @param joining how others than the first get an account
 * @param limits how often something may be tried
 * @param provider where accounts may sign in, too, null for nowhere
 */
public record AccountConfig(
    @Nullable Access access,
    RegistrationPolicy joining,
    Limits limits,
    @Nullable ProviderConfig provider) {
  public static final AccountConfig DEFAULT =
      new AccountConfig(null, RegistrationPolicy.INVITATION, Limits.DEFAULT, null);

  /**
   * How often something may be tried.
   *
   * @param failures to sign in with one name from one address, in 15 minutes
   * @param signIns of one address, in 15 minutes
   * @param registrations of one address, in an hour; as many resets and tries at the setup code
   * @param comments of one account, in 10 minutes
   * @param votes of one account, in a minute
   */
  public record Limits(int failures, int signIns, int registrations, int comments, int votes) {
    public static final Limits DEFAULT = new Limits(10, 60, 10, 20, 120);

    public Limits {
      for (int limit : new int[] {failures, signIns, registrations, comments, votes}) {
        if (limit < 1) {
          throw new IllegalArgumentException("a limit must be at least 1: got " + limit);
        }
      }
    }
  }

  public AccountConfig with(@Nullable Access other) {
    return new AccountConfig(other, joining, limits, provider);
  }

  public AccountConfig with(RegistrationPolicy other) {
    return new AccountConfig(access, other, limits, provider);
  }

  public AccountConfig with(Limits other) {
    return new AccountConfig(access, joining, other, provider);
  }

  public AccountConfig with(@Nullable ProviderConfig other) {
    return new AccountConfig(access, joining, limits, other);
  }

  /** What {@link #access} says, or else where the server listens. */
  public Access access(boolean loopback) {
    return access != null ? access : loopback ? Access.OPEN : Access.ACCOUNTS;
  }
}
