package offprint.server.account;

import tools.jackson.databind.JsonNode;

/** The data that a feature keeps about an account. */
public interface AccountData {
  /** Name of these data in an account's export, such as "comments". */
  String name();

  /** Exports all of it for the owner. */
  JsonNode export(long account);

  /**
   * Deletes the data or removes their author. Runs in the transaction that deletes the account,
   * before the account's row is deleted.
   */
  void release(long account);
}
