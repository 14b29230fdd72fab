package dev.postern.app.service;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/** The service as one kind of service manager has it. */
public sealed interface ServiceFiles permits Systemd, Launchd, TaskScheduler {

    /** Whether new lines of a log are waited for. */
    enum Follow {
        YES,
        NO
    }

    /**
     * Makes it, and starts it; where it is there already, makes it as it should be.
     *
     * @param ports of the listeners, where the service manager can hold them
     * @param before what has to be there first
     */
    Plan install(Launch launch, List<InetSocketAddress> ports, List<Step> before)
            throws ServiceException;

    /**
     * Ends and removes it.
     *
     * @param after what else is to go
     */
    Plan uninstall(List<Step> after) throws ServiceException;

    /** How it is now. */
    ServiceState state(Programs programs);

    /**
     * Shows the last lines of its log.
     *
     * @return what the program that shows them ended with
     */
    int logs(Programs programs, int lines, Follow follow, Consumer<String> line);
}
