/** Sessions and tokens, and the filters that let requests in by them. */
@NullMarked
package offprint.server.account.session;

import org.jspecify.annotations.NullMarked;
