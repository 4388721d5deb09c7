# Run by cpack before it makes a package of what is installed: Debian has some things elsewhere.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(root ${CPACK_TEMPORARY_DIRECTORY})
  foreach(move "usr/lib/systemd/system lib/systemd/system"
               "usr/share/zsh/site-functions usr/share/zsh/vendor-completions")
    separate_arguments(move)
    list(POP_FRONT move from to)
    cmake_path(GET to PARENT_PATH parent)
    file(MAKE_DIRECTORY ${root}/${parent})
    file(RENAME ${root}/${from} ${root}/${to})
  endforeach()

  # As dh_strip does: what cpack leaves says nothing but the name of the compiler.
  execute_process(COMMAND strip --remove-section=.comment --remove-section=.note
                          ${root}/usr/sbin/ranged COMMAND_ERROR_IS_FATAL ANY)

  set(overrides ${root}/usr/share/lintian/overrides)
  file(MAKE_DIRECTORY ${overrides})
  file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/lintian-overrides ${overrides}/ranged)
  file(CHMOD ${overrides}/ranged PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endif()
