package io.headrace.connector;

import io.headrace.model.Observed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The local machines below one folder. All that it knows is in that folder and in the processes themselves, so another
 * server that opens the folder later finds what is there. A folder whose name begins with a dot is no machine: it is not
 * one yet, or not any more.
 */
final class LocalConnector implements Connector {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,149}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private static final String DAMAGED = "its file machine.properties cannot be read";

    private final Path folder;
    private final Addresses addresses;
    private final Processes processes;
    private final Launch launch;
    private final Termination termination;
    private final Removals removals;
    private final ReentrantLock making = new ReentrantLock();

    private LocalConnector(Path folder, Addresses addresses, Launch launch, Duration grace) {
        this.folder = folder;
        this.addresses = addresses;
        this.processes = launch.processes();
        this.launch = launch;
        this.termination = new Termination(processes, grace);
        this.removals = new Removals(folder);
    }

    /** Opens it and notes the addresses in use; processes have {@code grace} from TERM to KILL. */
    static LocalConnector open(Path folder, Addresses addresses, Launch launch, Duration grace)
            throws IOException {
        Files.createDirectories(folder);
        Permissions.set(folder, launch.user().isPresent() ? Permissions.PASSED : Permissions.OWN_FOLDER);
        LocalConnector opened = new LocalConnector(folder.toAbsolutePath().normalize(), addresses, launch, grace);
        for (MachineFolder one : opened.folders()) {
            one.machine().ifPresent(machine -> addresses.note(machine.address()));
        }
        return opened;
    }

    /** Removes what a server left that was killed while it made or removed a machine. */
    void tidy() throws IOException {
        removals.resume();
        if (launch.groups().isPresent()) {
            launch.groups().get().sweep(folder);
        }
    }

    @Override
    public List<Observed> observe() {
        removals.again();
        try {
            return List.copyOf(observe(folders()));
        } catch (IOException e) {
            throw CloudException.unavailable("the folder of the local machines cannot be read", e);
        }
    }

    private List<Observed.Machine> observe(Collection<MachineFolder> folders) throws IOException {
        Map<MachineFolder, String> recorded = new HashMap<>();
        for (MachineFolder one : folders) {
            one.process().ifPresent(text -> recorded.put(one, text));
        }
        List<ProcessIdentity> mains = recorded.values()
                .stream()
                .flatMap(text -> processes.parse(text).stream())
                .toList();
        Set<ProcessIdentity> alive = processes.alive(mains);
        List<Observed.Machine> machines = new ArrayList<>();
        for (MachineFolder one : folders) {
            String text = recorded.get(one);
            Observed.Machine.Power power = text == null
                    ? Observed.Machine.Power.STARTING
                    : processes.parse(text).filter(alive::contains).isPresent()
                            ? Observed.Machine.Power.RUNNING
                            : Observed.Machine.Power.STOPPED;
            Optional<LocalMachine> known = one.machine();
            if (known.isPresent()) {
                LocalMachine machine = known.get();
                machines.add(new Observed.Machine(one.id(), machine.name(), power, machine.address(), machine.tags()));
            } else if (one.exists()) {
                // Somebody damaged it. Its processes may run, so it is no less there; whose it is cannot be told.
                machines.add(new Observed.Machine(one.id(), one.id(), power, null, Map.of(), DAMAGED));
            }
        }
        return machines;
    }

    @Override
    public Observed.Machine create(CreateRequest request) {
        if (!NAME.matcher(request.name()).matches()) {
            throw CloudException.rejected("'" + request.name() + "' cannot be the name of a folder");
        }
        MachineFolder place = new MachineFolder(folder.resolve(LocalMachine.id(request)));
        LocalMachine machine = make(place, request);
        if (!machine.clientToken().equals(request.clientToken())
                || !machine.digest().equals(LocalMachine.digest(request))) {
            throw CloudException.rejected("machine " + place.id() + " was made by another request with the same token");
        }
        try {
            if (place.process().isEmpty()) {
                launch.start(place, machine.address());
            }
            return observe(List.of(place)).getFirst();
        } catch (IOException e) {
            throw CloudException.lost("machine " + place.id() + " could not be started", e);
        }
    }

    private LocalMachine make(MachineFolder place, CreateRequest request) {
        making.lock();
        try {
            Optional<LocalMachine> there = place.machine();
            if (there.isPresent() && !place.doomed()) {
                return there.get();
            }
            if (place.exists()) {
                // Damaged, or half deleted: what runs there is this machine's, as the folder's name comes from its token.
                delete(place.id());
            }
            String address = addresses.take(place.id());
            boolean made = false;
            try {
                MachineFolder staged = new MachineFolder(folder.resolve(Removals.NEW + place.id()));
                FolderRemoval.remove(staged.path());
                LocalMachine machine = LocalMachine.of(request, address);
                staged.write(machine, request.userData(), launch.user());
                Files.move(staged.path(), place.path(), StandardCopyOption.ATOMIC_MOVE);
                made = true;
                return machine;
            } finally {
                if (!made) {
                    addresses.free(address);
                }
            }
        } catch (IOException e) {
            throw CloudException.unavailable("the folder of machine " + place.id() + " cannot be written", e);
        } finally {
            making.unlock();
        }
    }

    @Override
    public void delete(String machineId) {
        if (!ID.matcher(machineId).matches()) {
            // No machine here was ever called so, and it might lead out of the folder.
            return;
        }
        MachineFolder place = new MachineFolder(folder.resolve(machineId));
        try {
            place.forbidStart();
            Optional<ProcessIdentity> main = place.process().flatMap(processes::parse);
            termination.end(Launch.MARKER + "=" + machineId, main,
                    launch.groups().map(groups -> groups.of(place)).filter(ControlGroup::exists));
            Optional<LocalMachine> machine = place.machine();
            if (place.exists()) {
                removals.remove(place.path());
            }
            machine.ifPresent(gone -> addresses.free(gone.address()));
        } catch (IOException e) {
            throw CloudException.lost("machine " + machineId + " cannot be deleted", e);
        }
    }

    private List<MachineFolder> folders() throws IOException {
        List<MachineFolder> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder,
                path -> ID.matcher(path.getFileName().toString()).matches())) {
            for (Path path : all) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new MachineFolder(path));
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** A machine is made, changed and found by this process alone, so nothing is to be waited for. */
    @Override
    public Duration settleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        removals.close();
    }
}
