package dev.postern.app.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What is seen of a file without reading it: two different looks mean that it was changed. */
record FileLook(FileTime modified, long size, Object key) {

    /** At the file that {@code file} leads to, through links. */
    static FileLook at(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return new FileLook(
                attributes.lastModifiedTime(), attributes.size(), key == null ? "" : key);
    }
}
