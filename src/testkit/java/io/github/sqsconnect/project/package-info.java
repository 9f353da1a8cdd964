/**
 * The files of this project, and code that throws checked exceptions. It knows no other package.
 */
package io.github.sqsconnect.project;
