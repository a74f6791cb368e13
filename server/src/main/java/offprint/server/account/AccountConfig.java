package offprint.server.account;

import org.jspecify.annotations.Nullable;

/**
 * Access, registration, rate limits and single sign-on of a site.
 *
 * @param access null to decide by the address listened on: {@link Access#OPEN} on loopback, else
 *     {@link Access#ACCOUNTS}
 * @param joining how people after the first get an account
 * @param limits rate limits
 * @param provider an external identity provider, null for none
 */
public record AccountConfig(
    @Nullable Access access,
    RegistrationPolicy joining,
    Limits limits,
    @Nullable ProviderConfig provider) {
  public static final AccountConfig DEFAULT =
      new AccountConfig(null, RegistrationPolicy.INVITATION, Limits.DEFAULT, null);

  /**
   * Rate limits.
   *
   * @param failures failed sign-ins with one name from one address, in 15 minutes
   * @param signIns from one address, in 15 minutes
   * @param registrations from one address, in an hour; the same limit holds for password resets and
   *     for attempts at the setup code
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

  /** The configured access, or the default for the address listened on. */
  public Access access(boolean loopback) {
    return access != null ? access : loopback ? Access.OPEN : Access.ACCOUNTS;
  }
}
