/** Tests of what the service manager is given and told. */
@NullMarked
package dev.postern.app.service;

import org.jspecify.annotations.NullMarked;
