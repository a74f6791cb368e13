/** Signing in with a passkey (WebAuthn). */
@NullMarked
package offprint.server.account.passkey;

import org.jspecify.annotations.NullMarked;
