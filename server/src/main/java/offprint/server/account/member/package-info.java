/**
 * Becoming a member, proving it, changing and ending it: registration, passwords, addresses,
 * settings, administration.
 */
@NullMarked
package offprint.server.account.member;

import org.jspecify.annotations.NullMarked;
