/** The built distribution, used as people use it: launcher, server process, browser. */
package offprint.site;
