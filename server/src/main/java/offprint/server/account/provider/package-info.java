/** Signing in at a provider (OpenID Connect). */
@NullMarked
package offprint.server.account.provider;

import org.jspecify.annotations.NullMarked;
