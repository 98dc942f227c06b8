/** VICReg: a loss, a target update and a guard. */
module org.example.vicreg {
  requires transitive dev.doppel.spi;

  exports org.example.vicreg;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      org.example.vicreg.VicRegPlugin;
}
