package offprint.server.account.member;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.account.Audit;
import offprint.server.account.Member;
import offprint.server.account.Role;
import offprint.server.account.session.Sessions;
import offprint.server.account.session.Tokens;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Changes to existing accounts: password, role, suspension, deletion, export. */
@Component
final class AccountAdministration {
  static final int PAGE = 100;

  private final AccountTable accounts;
  private final LinkTable links;
  private final ConfirmationTable waiting;
  private final TransactionTemplate transaction;
  private final Passwords passwords;
  private final EmailConfirmations letters;
  private final Audit audit;
  private final Sessions sessions;
  private final Tokens tokens;
  private final ObjectProvider<SignInMethod> ways;
  private final ObjectProvider<AccountData> belongings;
  private final Clock clock = Clock.systemUTC();

  AccountAdministration(
      Home home,
      Passwords passwords,
      EmailConfirmations letters,
      Audit audit,
      Sessions sessions,
      Tokens tokens,
      ObjectProvider<SignInMethod> ways,
      ObjectProvider<AccountData> belongings) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.accounts = new AccountTable(sql);
    this.links = new LinkTable(sql);
    this.waiting = new ConfirmationTable(sql);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.passwords = passwords;
    this.letters = letters;
    this.audit = audit;
    this.sessions = sessions;
    this.tokens = tokens;
    this.ways = ways;
    this.belongings = belongings;
  }

  AccountTable.Row get(long id) {
    return accounts.find(id).orElseThrow(() -> Problem.notFound("there is no account " + id));
  }

  List<AccountTable.Row> after(long id) {
    return accounts.after(id, PAGE);
  }

  long count() {
    return accounts.count();
  }

  /** Sets a new password and ends every other session. */
  void password(Member member, String password) {
    List<Fault> faults = Passwords.faults("password", password, member.name());
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    String digest = passwords.digest(password);
    transaction.executeWithoutResult(
        _ -> {
          accounts.password(member.id(), digest);
          sessions.endOthers(member.id(), member.session());
          links.forgetReset(member.id());
          waiting.forget(member.id());
        });
    letters.tell(member.id(), "Another password was chosen");
    audit.note("change password", member.name());
  }

  void role(long id, String word) {
    Role role;
    try {
      role = Role.of(word);
    } catch (IllegalArgumentException _) {
      throw Problem.invalid(
          List.of(
              new Fault("role", "role must be reader, moderator or administrator: got " + word)));
    }
    change(id, role != Role.ADMINISTRATOR, "make " + role.word(), row -> accounts.role(id, role));
  }

  /** Suspends an account: nobody can sign in to it, and its sessions and tokens are refused. */
  void suspend(long id) {
    change(
        id,
        true,
        "suspend",
        row -> {
          accounts.active(id, false);
          sessions.endOthers(id, 0);
        });
  }

  void restore(long id) {
    change(id, false, "restore", row -> accounts.active(id, true));
  }

  /** Deletes an account with all its data. Its comments stay without its name. */
  void delete(long id) {
    change(
        id,
        true,
        "delete",
        row -> {
          accounts.close(id);
          belongings.forEach(kept -> kept.release(id));
          accounts.delete(id);
        });
  }

  /**
   * @param weakens whether the change removes an administrator
   */
  private void change(long id, boolean weakens, String act, Consumer<AccountTable.Row> change) {
    AccountTable.Row row =
        transaction.execute(
            _ -> {
              accounts.lock();
              AccountTable.Row found = get(id);
              if (weakens
                  && found.role() == Role.ADMINISTRATOR
                  && accounts.otherAdministrators(id) == 0) {
                throw Problem.conflict("the last administrator must stay one");
              }
              change.accept(found);
              return found;
            });
    audit.note(act, "%s (%d)".formatted(row.name(), id));
  }

  /** All data of an account except digests of secrets. */
  ObjectNode export(long id) {
    AccountTable.Row row = get(id);
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("exported", clock.instant().toString());
    node.putObject("account")
        .put("id", id)
        .put("name", row.name())
        .put("email", row.email())
        .put("confirmed", row.isConfirmed())
        .put("role", row.role().word())
        .put("created", time(row.createdMillis()));
    for (Sessions.Listed session : sessions.of(id)) {
      node.withArray("sessions")
          .addObject()
          .put("created", time(session.createdMillis()))
          .put("seen", time(session.seenMillis()))
          .put("address", session.address())
          .put("agent", session.agent());
    }
    for (Tokens.Listed token : tokens.of(id)) {
      node.withArray("tokens")
          .addObject()
          .put("name", token.name())
          .put("scopes", token.scopes())
          .put("created", time(token.createdMillis()))
          .put("expires", time(token.expiresMillis()));
    }
    ways.forEach(way -> way.export(id, node));
    belongings.forEach(kept -> node.set(kept.name(), kept.export(id)));
    return node;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
