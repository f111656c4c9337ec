package io.headrace.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** As whom the server runs; as root it does nothing by path in a folder of somebody else, who could lead it elsewhere. */
record Caller(UserPrincipal user, boolean root) {

    static Caller now() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return new Caller(Files.getOwner(self), Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid")));
        }
        String name = System.getProperty("user.name", "");
        return new Caller(Path.of("").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name),
                name.equals("root"));
    }

    /** Makes a folder of its own writable that a recipe made read-only; root needs no such thing. */
    void makeOurs(Path folder, IOException reason) throws IOException {
        if (root) {
            throw reason;
        }
        Permissions.set(folder, Permissions.OWN_FOLDER);
    }
}
