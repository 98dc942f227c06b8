/** Readers of image sets and folders of images, and the drawn set {@code shapes}. */
module dev.doppel.data {
  requires transitive dev.doppel.runtime;
  requires java.desktop;

  exports dev.doppel.data;
}
