# What depends on where the program is installed, below CMAKE_INSTALL_PREFIX. To be called when it is
# installed, because only then that is known for certain.

# Sets CMAKE_INSTALL_FULL_<dir> as GNUInstallDirs does for the prefix.
macro(ranged_install_folders)
  set(CMAKE_INSTALL_LIBDIR lib) # is looked for otherwise, and not used here
  include(GNUInstallDirs)
endmacro()

# Writes the units into FOLDER.
function(ranged_render_units folder)
  ranged_install_folders()
  set(source ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  foreach(unit "ranged.service ranged" "ranged@.service ranged/%i")
    separate_arguments(unit)
    list(POP_FRONT unit name RUNTIME_DIRECTORY)
    foreach(part common sandbox)
      file(READ ${source}/${part}.conf.in text)
      string(CONFIGURE "${text}" text @ONLY)
      string(TOUPPER ${part} variable)
      set(${variable} "${text}")
    endforeach()
    configure_file(${source}/${name}.in ${folder}/${name} @ONLY)
  endforeach()
  configure_file(${source}/ranged.socket ${folder}/ranged.socket COPYONLY)
endfunction()
