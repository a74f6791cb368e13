/** Accounts: who somebody is, how they prove it, and what they may do. */
@ApplicationModule(displayName = "account")
@NullMarked
package offprint.server.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
