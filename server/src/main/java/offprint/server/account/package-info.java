/** Accounts: identity, authentication and permissions. */
@ApplicationModule(displayName = "account")
@NullMarked
package offprint.server.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
