/**
 * The influence of the worker on the AWS SDK: system properties, environment variables and AWS
 * files. Enters: the settings of the connector. Leaves: errors and warnings about the worker. Must
 * not build clients or send requests.
 */
@NullMarked
package io.github.sqsconnect.aws.environment;

import org.jspecify.annotations.NullMarked;
