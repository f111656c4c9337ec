/**
 * The way out of the server: the guard, which decides where URLs that tenants gave may lead, and an HTTP client that
 * goes nowhere else. For the command line, a client without a guard: its user is who says where to go.
 *
 * <p>Whatever is fetched on behalf of a tenant goes through here, as the server stands inside a network in which
 * tenants have no business. The guard judges addresses, not names: after DNS, at each redirect, and again at the moment
 * of connecting. The package knows nothing of git, forges or clouds.
 */
@NullMarked
package io.headrace.net;

import org.jspecify.annotations.NullMarked;
