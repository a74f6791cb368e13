/**
 * What papers share between the contract and the numerics: reading a reader's files, collecting
 * what came out, racing against baselines, keeping models.
 */
@NullMarked
package offprint.harness;

import org.jspecify.annotations.NullMarked;
