@NullMarked
package offprint.papers.lisasnl;

import org.jspecify.annotations.NullMarked;
