package dev.postern.app.service;

import dev.postern.config.ConfigurationFiles;
import dev.postern.config.Locations;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user that the system service runs as, and its directories. That of the configuration is
 * root's, so that the service cannot give itself other listeners; commands add files to the two
 * below it.
 */
public final class SystemUser {

    /** Also the name of its group. */
    public static final String NAME = "postern";

    private SystemUser() {}

    /**
     * What has to be there before the service starts.
     *
     * @param configuration text of the main file, if there is none yet
     */
    public static List<Step> steps(
            Programs programs, Locations locations, Optional<String> configuration) {
        List<Step> steps = new ArrayList<>();
        if (!exists(programs)) {
            steps.add(
                    Step.Run.required(
                            "useradd",
                            "--system",
                            "--user-group",
                            "--home-dir",
                            locations.state().toString(),
                            "--no-create-home",
                            "--shell",
                            "/usr/sbin/nologin",
                            NAME));
        }
        ConfigurationFiles files = locations.files();
        steps.add(directory("0750", "root", files.directory()));
        steps.add(directory("0700", NAME, files.accounts()));
        steps.add(directory("0700", NAME, files.apps()));
        configuration.ifPresent(text ->
                steps.add(new Step.Write(files.main(), text, "rw-r-----", StandardCharsets.UTF_8)));
        steps.add(Step.Run.required("chgrp", NAME, files.main().toString()));
        steps.add(Step.Run.required("chmod", "g+r", files.main().toString()));
        // What root has made before there was this user.
        Stream.of(files.accounts(), files.apps(), locations.state(), locations.keys())
                .filter(Files::isDirectory)
                .forEach(path ->
                        steps.add(
                                Step.Run.required(
                                        "chown",
                                        "--recursive",
                                        NAME + ":" + NAME,
                                        path.toString())));
        return steps;
    }

    private static boolean exists(Programs programs) {
        return programs.run(List.of("getent", "passwd", NAME)).isWell();
    }

    private static Step.Run directory(String mode, String owner, Path path) {
        return Step.Run.required(
                "install",
                "--directory",
                "--mode=" + mode,
                "--owner=" + owner,
                "--group=" + NAME,
                path.toString());
    }

    /** Takes it and all that it has away. */
    public static List<Step> purge(Programs programs, Locations locations) {
        List<Step> steps = new ArrayList<>(files(locations));
        if (exists(programs)) {
            steps.add(Step.Run.required("userdel", NAME));
        }
        return steps;
    }

    /** Configuration, vault and key are gone for good then. */
    public static List<Step> files(Locations locations) {
        Path keys = locations.keys();
        // A user's are in a directory of Postern's that has nothing else.
        boolean nested = keys.endsWith(Path.of(NAME, "keys"));
        return List.of(
                new Step.Remove(locations.configuration()),
                new Step.Remove(locations.state()),
                new Step.Remove(nested ? keys.resolve("..").normalize() : keys));
    }
}
