package dev.postern.app.signin;

import java.util.Optional;

/** Who signs in, at a terminal. */
public interface Person {

    void say(String line);

    /** What must not be overlooked. */
    void stress(String line);

    /**
     * One line, which the person types or pastes.
     *
     * @return empty if there is nobody to ask
     */
    Optional<String> answer(String question);
}
