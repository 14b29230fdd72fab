package dev.postern.config;

import dev.postern.core.account.OauthClient;

import java.util.Optional;

/**
 * As what a person has registered Postern at a provider: an {@code [[oauth_client]]}, which all
 * accounts there use.
 *
 * @param provider the name of a preset
 * @param tenant of the organisation that it is registered in, if the preset's addresses want one
 */
public record OauthRegistration(String provider, OauthClient client, Optional<String> tenant) {}
