/** Mail as it goes out: letters, their signature, the conversation with a mail server, bounces. */
@ApplicationModule(displayName = "mail")
@NullMarked
package offprint.server.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
