/** People, claims, reports and hidden papers as browsers and programs meet them. */
package offprint.server.people;
