/** Rules of the house over all modules. */
package offprint.architecture;
