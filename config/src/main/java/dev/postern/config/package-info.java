/**
 * Files on disk become the records of {@code dev.postern.core}; TOML is known here only.
 *
 * <p>A {@link dev.postern.config.ConfigurationLoader} reads {@code postern.toml} and the drop-ins
 * in {@code accounts.d} and {@code apps.d}, all with the same tables: {@code [[account]]} and
 * {@code [[app]]} stand in double brackets everywhere, so that lines can be moved from one file to
 * another. The answer is {@link dev.postern.config.Loaded}: a {@link
 * dev.postern.config.Configuration} in which nothing is wrong, or all that is wrong, each {@link
 * dev.postern.config.Problem} with its file, line and remedy. There is nothing in between: of files
 * with a fault, nothing is used.
 *
 * <p>On the way, {@code TomlScanner} reads the text strictly and knows every line; toml4j, which
 * drops and breaks what it doesn't understand, gets a cleaned copy without any text of people's in
 * it, and what it answers must have the keys that the scanner saw. A {@code Table} is then asked
 * key by key by one reader per record ({@code ListenerReader}, {@code AccountReader}, {@code
 * AppReader}), and {@code Assembly} checks the records against each other.
 *
 * <p>What accounts take from elsewhere is read before any of them, from all files: {@code
 * [[provider]]} adds to {@link dev.postern.config.ProviderPresets}, {@code [[oauth_client]]} is our
 * registration at one, {@code [bridge]} may name a proxy. Together they are the {@code Givens}. The
 * records of the accounts hold the outcome; the writer leaves away what the givens give, so that a
 * drop-in says {@code provider = "…"} and stays right when the provider moves a server.
 *
 * <p>No message shows a value that could be a password in the wrong place: the text of a {@code
 * credential} or a {@code client_secret}, of an unknown key, or whatever stands without quotes.
 *
 * <p>{@link dev.postern.config.DropIns} adds files and takes its own back; it changes none.
 */
@NullMarked
package dev.postern.config;

import org.jspecify.annotations.NullMarked;
