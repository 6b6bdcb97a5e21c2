package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path folder;

  @Test
  void makesItsFoldersForItsOwnerAlone() throws Exception {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    try (Home home = Home.open(folder.resolve("deep").resolve("home"))) {
      for (Path room :
          new Path[] {home.folder(), home.packs(), home.keys(), home.logs(), home.tmp()}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(room)))
            .as(room.toString())
            .isEqualTo("rwx------");
      }
      assertThat(home.databaseFile()).isEqualTo(home.folder().resolve("hozon.db"));
      assertThat(home.settingsFile()).isEqualTo(home.folder().resolve("hozon.toml"));
    }
  }

  @Test
  void leavesTheModeOfAFolderThatHoldsOtherThings() throws Exception {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(shared.resolve("letter.txt"), "dear");
    try (Home home = Home.open(shared)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
          .isEqualTo("rwxr-xr-x");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.keys())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void isOpenedOnceInThisProcessWhateverItIsCalled() throws Exception {
    Path real = folder.resolve("home");
    try (Home home = Home.open(real)) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), home.folder());
      for (Path name : new Path[] {real, link, real.resolve("packs").resolve("..")}) {
        assertThatThrownBy(() -> Home.open(name))
            .isInstanceOf(HozonException.class)
            .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ")");
      }
    }
    Home.open(real).close();
  }

  @Test
  void isRefusedToASecondProcessAlsoAfterARefusalWithinThisOne() throws Exception {
    Path real = folder.resolve("home");
    try (Home home = Home.open(real)) {
      // Closing a second descriptor of the lock file would drop the lock on POSIX systems.
      assertThatThrownBy(() -> Home.open(real)).isInstanceOf(HozonException.class);
      try (ChildProcess second = ChildProcess.start(HomeKeeper.class, real.toString())) {
        assertThat(second.line())
            .isEqualTo(
                "FAILED Another Hozon process (pid "
                    + ProcessHandle.current().pid()
                    + ") is using the home "
                    + home.folder()
                    + "; your data is untouched; stop that process or use another --home.");
      }
    }
  }

  @Test
  void isFreeAgainWhenItsProcessIsKilled() throws Exception {
    Path real = folder.resolve("home");
    try (ChildProcess first = ChildProcess.start(HomeKeeper.class, real.toString())) {
      assertThat(first.line()).startsWith("open ");
      assertThatThrownBy(() -> Home.open(real))
          .isInstanceOfSatisfying(
              HozonException.class,
              refused -> assertThat(refused.kind()).isEqualTo(HozonException.Kind.FAILED))
          .hasMessageContaining("(pid " + first.pid() + ")");
      first.kill();
      Home.open(real).close();
    }
    assertThat(real.resolve("hozon.lock")).exists();
  }

  @Test
  void saysWhenSomethingStandsInItsWay() throws Exception {
    Path file = Files.writeString(folder.resolve("home"), "I am a file");
    assertThatThrownBy(() -> Home.open(file))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("is a file, not a folder")
        .hasMessageContaining("use another --home");
    assertThat(file).hasContent("I am a file");
  }

  @Test
  void saysWhenItsDiskIsReadOnly() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "1m")) {
      Path real = disk.folder().resolve("home");
      Home.open(real).close();
      disk.makeReadOnly();
      assertThatThrownBy(() -> Home.open(real))
          .isInstanceOf(HozonException.class)
          .hasMessageContaining("Read-only file system");
    }
  }
}
