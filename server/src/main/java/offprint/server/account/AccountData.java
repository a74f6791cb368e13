package offprint.server.account;

import tools.jackson.databind.JsonNode;

/** What a feature keeps of an account. */
public interface AccountData {
  /** What it is called in an account's export, such as "comments". */
  String name();

  /** All of it, for the owner. */
  JsonNode export(long account);

  /**
   * Removes it, or whose it was. Runs in the transaction that removes the account, before the
   * account's row goes.
   */
  void release(long account);
}
