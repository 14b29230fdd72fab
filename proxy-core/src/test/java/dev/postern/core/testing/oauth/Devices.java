package dev.postern.core.testing.oauth;

import dev.postern.core.testing.oauth.Tokens.SignIn;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The device authorization endpoint and its codes (RFC 8628). Thread-safe. */
final class Devices {

    private final Tokens tokens;
    private final Map<String, Device> byDeviceCode = new HashMap<>();
    private final Map<String, Device> byUserCode = new HashMap<>();
    private Duration interval = Duration.ofSeconds(5);

    private static final class Device {
        private final SignIn signIn;
        private final String client;
        private Decision decision = Decision.NONE;
        private Instant notBefore = Instant.MIN;

        Device(SignIn signIn, String client) {
            this.signIn = signIn;
            this.client = client;
        }
    }

    private enum Decision {
        NONE,
        APPROVED,
        DENIED,
        EXPIRED
    }

    Devices(Tokens tokens) {
        this.tokens = tokens;
    }

    synchronized void interval(Duration changed) {
        interval = changed;
    }

    synchronized WebReply begun(
            Registration client, Map<String, String> form, String verification) {
        Device device =
                new Device(
                        new SignIn(TokenServer.USER, client.id(), form.getOrDefault("scope", "")),
                        client.id());
        String deviceCode = tokens.secret("device");
        String userCode = "WDJB-%04d".formatted(byUserCode.size());
        byDeviceCode.put(deviceCode, device);
        byUserCode.put(userCode, device);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("device_code", deviceCode);
        members.put("user_code", userCode);
        members.put("verification_uri", verification);
        members.put("verification_uri_complete", verification + "?user_code=" + userCode);
        members.put("expires_in", 900);
        members.put("interval", interval.toSeconds());
        return WebReply.json(200, members);
    }

    synchronized void approve(String userCode) {
        find(userCode).decision = Decision.APPROVED;
    }

    synchronized void deny(String userCode) {
        find(userCode).decision = Decision.DENIED;
    }

    synchronized void expire(String userCode) {
        find(userCode).decision = Decision.EXPIRED;
    }

    /** RFC 8628 3.5. */
    synchronized WebReply polled(Map<String, String> form, Registration client) {
        Device device = byDeviceCode.get(form.getOrDefault("device_code", ""));
        if (device == null || !device.client.equals(client.id())) {
            return Tokens.invalidGrant("no such device code");
        }
        Instant now = Instant.now();
        boolean tooSoon = now.isBefore(device.notBefore);
        device.notBefore = now.plus(interval);
        return switch (device.decision) {
            case DENIED -> WebReply.error(400, "access_denied", "The person said no");
            case EXPIRED -> WebReply.error(400, "expired_token", "The code is too old");
            case NONE, APPROVED ->
                    tooSoon
                            ? WebReply.error(400, "slow_down", "Too soon")
                            : decided(form.getOrDefault("device_code", ""), device);
        };
    }

    private WebReply decided(String deviceCode, Device device) {
        if (device.decision == Decision.NONE) {
            return WebReply.error(400, "authorization_pending", "Nobody has decided yet");
        }
        byDeviceCode.remove(deviceCode);
        return tokens.granted(device.signIn);
    }

    private Device find(String userCode) {
        Device device = byUserCode.get(userCode);
        if (device == null) {
            throw new IllegalArgumentException("no such user code: " + userCode);
        }
        return device;
    }
}
