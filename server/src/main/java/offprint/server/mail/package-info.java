/** Sending mail: messages, signatures, the SMTP connection, bounces. */
@ApplicationModule(displayName = "mail")
@NullMarked
package offprint.server.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
