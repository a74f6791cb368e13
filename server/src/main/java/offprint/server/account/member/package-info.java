/**
 * Membership: registration, passwords, e-mail addresses, settings and administration of accounts.
 */
@NullMarked
package offprint.server.account.member;

import org.jspecify.annotations.NullMarked;
