/** Sessions, API tokens, and the filters that authenticate requests by them. */
@NullMarked
package offprint.server.account.session;

import org.jspecify.annotations.NullMarked;
