package dev.postern.core.login;

import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;
import dev.postern.core.secret.Secret;

/** What an upstream dialogue needs to log in: the server and user, and the real credential. */
public record UpstreamLogin(Upstream upstream, Secret secret, SecretKind kind) {}
